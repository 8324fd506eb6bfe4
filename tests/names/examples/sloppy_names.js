// Words that are names in sloppy code.
var async = 1, of = async, get = of, set = get, static_ = set, from = 1, as = from, type = as;
var await = type, let_ = await, package = let_, interface = package, private = interface, implements = private;
async(of, get, set); await(package, interface, private, implements, undefined, NaN, eval);
async () => async; (async) => async; async async => async;
({ async, get, set, of, async get() { return get; }, get set() { return set; }, set get(of) { of; } });
