; save(order); a promise of any kind, dropped, kept in vain or looked at
((call_expression) @leak
  (#is? @leak unwaited-promise)
  ; These are left closed, too.
  (#is-not? @leak closes.knex)
  (#is-not? @leak closes.connection))

; new Promise((resolve) => { … })
((new_expression) @leak
  (#is? @leak unwaited-promise))

; void save(order)
((call_expression) @leak
  (#is? @leak detached-promise)
  (#set! detached))

; load().catch(log('failed')) logs at once, and catches nothing
((call_expression
  function: (member_expression
    property: (property_identifier) @link)
  arguments: (arguments
    (call_expression) @leak))
  (#match? @link "^(then|catch|finally)$")
  (#is? @leak called-eagerly)
  (#set! advisory)
  (#set! message "this is called at once, not by the promise: what it gives is no function"))

; context.succeed('done'); await audit(order);
((await_expression) @leak
  (#is? @leak after-answer)
  (#set! message "this is awaited after the answer")
  (#set! why "the answer stands when it is given: Lambda freezes the process then, and what is awaited after it goes on in somebody else's invocation or never"))

; context.callbackWaitsForEmptyEventLoop = false, in an async handler
((assignment_expression
  left: (member_expression)) @leak
  (#is? @leak flag-without-effect)
  (#set! advisory)
  (#set! message "this flag has no effect: the handler answers when its promise settles")
  (#set! why "Lambda asks for `callbackWaitsForEmptyEventLoop` where a callback answers, and nodejs24.x never does"))

; process.on('unhandledRejection', log)
((call_expression
  function: (member_expression)) @leak
  (#is? @leak hides-rejections)
  (#set! advisory)
  (#set! message "this listener hides promises that nobody waits for: one that rejects fails no invocation")
  (#set! why "without the listener, Lambda ends the process and fails the invocation in which a rejection is lost"))
