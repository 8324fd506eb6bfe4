; https.request(options, callback), fs.createWriteStream(path), spawn(command), …
((call_expression
  function: (_) @maker) @leak
  (#is? @leak emitter.left-alone)
  (#is-not? @leak detached))

; source.pipe(filter).pipe(target)
((call_expression
  function: (member_expression property: (property_identifier) @pipe)) @leak
  (#eq? @pipe "pipe")
  (#is? @leak pipe.left-alone)
  (#is-not? @leak detached)
  (#set! message "this data may be written after Lambda has frozen the invocation"))

; new Promise((resolve) => https.get(url, (res) => res.on('data', resolve)))
((call_expression) @leak
  (#is? @leak settles.by-first-part)
  (#set! advisory)
  (#set! message "this promise settles when the first part of the body comes; what comes after that is lost"))

; new Promise((resolve) => https.get(url, (res) => { … resolve(body) … })), without an `error`
((call_expression) @leak
  (#is? @leak settles.without-error)
  (#set! advisory)
  (#set! message "this promise never settles when the request fails: nobody listens to its `error`, which ends the process"))
