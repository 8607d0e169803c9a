const options = {
  showExtensions: ['x-roles', 'x-reach'],
  hideDownloadButton: false,
  jsonSampleExpandLevel: 3,
}

Redoc.init('/v1/openapi.json', options, document.getElementById('reference'))
