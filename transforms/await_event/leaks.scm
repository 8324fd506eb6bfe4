; https.request(options, callback), fs.createWriteStream(path), spawn(command), …
((call_expression
  function: (_) @maker) @leak
  (#is? @leak emitter.left-alone)
  (#is-not? @leak detached))
