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
