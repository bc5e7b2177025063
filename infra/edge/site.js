// Runs in CloudFront (JavaScript runtime 2.0: no imports, no exports) and in the local status server, from this same file.
// Maps the address that a reader asks for to the object that holds its page.

// Where each organization is under `/{slug}/`. Filled in by infra/edge/source.ts; CloudFront's own names always belong to them.
var ownHosts = [];
// Every other host is an organization's, and its objects are under its name: the publisher writes them once the host is proved.
var folder = '/hosts/';
// No object has this key: the answer is the page that says so, with status 404.
var nothing = folder;
// Rewritten each minute for all organizations at once; every page looks for it beside its own folder.
var heartbeat = '/heartbeat.json';
// What the bucket holds for the edge itself.
var internal = /^\/(hosts(\/|$)|404\.html$)/;

// All that we publish has a plain address, so any other one has no object: dots that climb, encoded slashes, a second slash.
var plain = /^\/([\w~-][\w.~-]*\/)*([\w~-][\w.~-]*)?$/;
var label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
var hostName = new RegExp('^' + label + '(\\.' + label + ')*$');

// The host as the publisher writes it: lower case, no port, no dot at the end, other scripts as `xn--`. Empty when it is none.
function hostOf(request) {
  var header = request.headers.host;
  var host = header ? header.value.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '') : '';
  return host.length <= 253 && hostName.test(host) ? host : '';
}

// S3 would refuse this question, and with it every reader that sends a header of its own. What may be read says the answer to GET.
function allowed() {
  return {
    statusCode: 204,
    statusDescription: 'No Content',
    headers: {
      allow: { value: 'GET, HEAD, OPTIONS' },
      'access-control-allow-origin': { value: '*' },
      'access-control-allow-methods': { value: 'GET, HEAD, OPTIONS' },
      'access-control-allow-headers': { value: '*' },
      'access-control-max-age': { value: '86400' },
    },
  };
}

// eslint-disable-next-line no-unused-vars
function handler(event) {
  var request = event.request;
  var uri = request.uri;
  var host = hostOf(request);
  if (request.method === 'OPTIONS') return allowed();
  var own = ownHosts.indexOf(host) !== -1 || /\.cloudfront\.(net|cn)$/.test(host);
  if (host === '' || !plain.test(uri) || (own && internal.test(uri))) {
    request.uri = nothing;
    return request;
  }
  var name = uri.slice(uri.lastIndexOf('/') + 1);
  // To a path of this host and never a whole address; that it is plain keeps it from being read as one.
  if (name !== '' && name.indexOf('.') === -1) {
    return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: uri + '/' } } };
  }
  request.uri = (own || uri === heartbeat ? '' : folder + host) + uri + (name === '' ? 'index.html' : '');
  return request;
}
