; getUser(id, (err, user) => { … }), where that is a function of the project
((call_expression
  function: (_) @function
  arguments: (arguments (_) @callback .)) @leak
  (#is? @function callback.convertible)
  (#is-not? @callback settles)
  (#is-not? @leak detached))
