export const monitorings = (schoolId: string): string => `/v1/schools/${schoolId}/monitorings`

export const monitoring = (schoolId: string, schoolYear = '2026-2027'): string =>
  `${monitorings(schoolId)}/${schoolYear}`

export const consent = (schoolId: string, schoolYear?: string): string =>
  `${monitoring(schoolId, schoolYear)}/consent`

export const events = (schoolId: string): string => `${monitoring(schoolId)}/events`

export const delivery = (schoolId: string): string => `${monitoring(schoolId)}/delivery`

export const results = (schoolId: string, questionnaire: string): string =>
  `${monitoring(schoolId)}/results/${questionnaire}`

export const report = (schoolId: string, level: string): string => `${monitoring(schoolId)}/reports/${level}`
