/** Version of the API (semantic versioning). This is the one place that says it. */
export const API_VERSION = '1.0.0'
