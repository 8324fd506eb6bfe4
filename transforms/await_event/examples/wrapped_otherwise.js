const http = require('http');
const Q = require('q');

const kept = (url) => {
  let done;
  const promise = new Promise((resolve) => { done = resolve; });
  http.get(url, (res) => {
    res.resume();
    res.on('end', () => done(res.statusCode));
  }).on('error', () => done(0));
  return promise;
};

const deferred = (url) => {
  const deferred = Q.defer();
  http.get(url, (res) => {
    res.resume();
    res.on('end', () => deferred.resolve(res.statusCode));
  }).on('error', (err) => deferred.reject(err));
  return deferred.promise;
};

const resolvers = (url) => {
  const { promise, resolve, reject } = Promise.withResolvers();
  http.get(url, (res) => {
    res.resume();
    res.on('end', () => resolve(res.statusCode));
  }).on('error', reject);
  return promise;
};

const byFunction = (url) => new Promise((resolve, reject) => {
  const finish = (res) => {
    resolve(res.statusCode);
  };
  http.get(url, (res) => {
    res.resume();
    res.on('end', () => finish(res));
  }).on('error', reject);
});

exports.handler = async (event) => [
  await kept(event.url), await deferred(event.url), await resolvers(event.url), await byFunction(event.url),
];
