// The search would need a worker made of text, which the page's policy does not allow.
const options = { disableSearch: true, hideDownloadButton: false, jsonSampleExpandLevel: 3 }

Redoc.init('/v1/openapi.json', options, document.getElementById('reference'))
