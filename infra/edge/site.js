// Runs in CloudFront (JavaScript runtime 2.0: no imports, no exports) and in the local status server, from this same file.
// Maps the address that a reader asks for to the object that holds its page.

// eslint-disable-next-line no-unused-vars
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  if (uri.endsWith('/')) {
    request.uri = uri + 'index.html';
    return request;
  }
  var name = uri.slice(uri.lastIndexOf('/') + 1);
  // A redirect is given for plain addresses only: `//host` or `/\host` would lead the reader to another site.
  if (name.indexOf('.') === -1 && /^(\/[A-Za-z0-9_~%-]+)+$/.test(uri)) {
    return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: uri + '/' } } };
  }
  return request;
}
