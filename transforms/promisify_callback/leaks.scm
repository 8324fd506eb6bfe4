; zlib.gunzip(bytes, callback), and every function of Node.js like it
((call_expression
  function: (_) @function
  arguments: (arguments (_) @callback)) @leak
  (#is? @callback last-callback)
  (#is? @function callback.api)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; getUser(id, callback), where that is a function of the project which has to keep its callback
((call_expression
  function: (_) @function
  arguments: (arguments (_) @callback .)) @leak
  (#is? @callback last-callback)
  (#is? @function callback.kept)
  (#is-not? @callback settles)
  (#is-not? @leak detached))
