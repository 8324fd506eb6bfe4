; zlib.gunzip(bytes, callback), and every function of Node.js like it
((call_expression
  function: (_) @function
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback last-callback)
  (#is? @function callback.api)
  (#is-not? @callback settles)
  (#is-not? @leak detached))
