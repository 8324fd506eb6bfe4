; knex.destroy(), of a knex that is older than the invocation
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#eq? @method "destroy")
  (#is? @leak closes.knex)
  ; It is no matter of what the event loop keeps alive.
  (#set! message "the next invocation finds this knex destroyed")
  (#set! why "code outside of the handler runs once for an environment: the next invocation there uses the same knex, whose pool is gone, or half gone where nobody has waited for `destroy`"))

; knex.initialize(), whether its pool is there or not
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#eq? @method "initialize")
  (#is? @leak opens.knex-twice)
  (#set! advisory)
  (#set! message "each cold start logs here that the pool has already been initialized: ask for `knex.client.pool` first")
  (#set! why "knex(config) makes the pool at once, and `initialize` warns where there is one"))
