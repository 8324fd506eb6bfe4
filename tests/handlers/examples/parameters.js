exports.none = () => 1;
exports.handler = async () => 1;
exports.lambdaHandler = async (input, invocation) => input;
exports.unused = async (_event, _context) => 1;
exports.records = async ({ Records }) => Records.length;
exports.defaults = async (event = {}, context = {}) => event;
exports.many = async (event, context, callback, more) => more;
exports.s3 = async (s3Event, lambdaContext) => s3Event;

// An event of what? It returns no promise and reads nothing of AWS.
exports.parse = (event) => event.version || '1.0';
exports.drained = (event) => event.Records.forEach(console.log);
