// CloudFront Functions export nothing.
function handler(event) {
  return event.request;
}
