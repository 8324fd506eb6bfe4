; client.operation(params, callback)
((call_expression
  function: (member_expression
    object: (_) @client
    property: (property_identifier) @operation)
  arguments: (arguments (_) @callback)) @leak
  (#is? @client sdk.client)
  (#is? @operation sdk.operation)
  (#is? @callback last-callback)
  (#is-not? @callback settles)
  (#is-not? @leak promised)
  (#is-not? @leak detached))

; client.operation(params, callback).promise() sends twice; `upload` does not.
((call_expression
  function: (member_expression
    object: (call_expression
      function: (member_expression
        object: (_) @client
        property: (property_identifier) @operation)
      arguments: (arguments (_) @callback)) @twice
    property: (property_identifier) @method)) @leak
  (#eq? @method "promise")
  (#not-eq? @operation "upload")
  (#is? @client sdk.client)
  (#is? @operation sdk.operation)
  (#is? @callback last-callback)
  (#set! message "this request is sent twice: by its callback and by `.promise()`")
  (#set! why "a callback sends the request at once, and nothing waits for that; `.promise()` sends it once more"))

; client.getSignedUrl(operation, params, callback)
((call_expression
  function: (member_expression
    object: (_) @client
    property: (property_identifier) @signed)
  arguments: (arguments (_) @callback)) @leak
  (#eq? @signed "getSignedUrl")
  (#is? @client sdk.client)
  (#is? @callback last-callback)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; request.send(callback)
((call_expression
  function: (member_expression
    object: (_) @request
    property: (property_identifier) @method)
  arguments: (arguments (_) @callback)) @leak
  (#eq? @method "send")
  (#is? @request sdk.request)
  (#is? @callback last-callback)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; request.on('success', listener).send()
((call_expression
  function: (member_expression
    object: (_) @request
    property: (property_identifier) @sent)
  arguments: (arguments)) @leak
  (#eq? @sent "send")
  (#is? @request sdk.request)
  (#is? @leak without-callback)
  (#is-not? @request settles)
  (#is-not? @leak detached)
  (#set! message "this request may be answered after Lambda has frozen the invocation"))

; request.eachPage(callback) calls back once per page
((call_expression
  function: (member_expression
    object: (_) @request
    property: (property_identifier) @pages)
  arguments: (arguments (_) @callback)) @leak
  (#match? @pages "^(eachPage|eachItem)$")
  (#is? @request sdk.request)
  (#is-not? @callback settles))

; SDK v3: client.send(command, callback), client.operation(params, callback)
((call_expression
  function: (member_expression
    object: (_) @client3
    property: (property_identifier) @operation)
  arguments: (arguments (_) @callback)) @leak
  (#is? @client3 sdk3.client)
  (#is? @callback last-callback)
  (#is-not? @callback settles)
  (#is-not? @leak detached))

; client.operation(params) alone is never sent
((call_expression
  function: (member_expression
    object: (_) @client
    property: (property_identifier) @operation)) @leak
  (#is? @client sdk.client)
  (#is? @operation sdk.operation)
  (#is? @leak discarded)
  (#is? @leak without-callback)
  (#set! advisory)
  (#set! message "this request is never sent: it has neither a callback nor `.promise()`"))
