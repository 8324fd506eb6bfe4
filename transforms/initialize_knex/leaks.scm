; knex.destroy(), of a knex that is older than the invocation
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#eq? @method "destroy")
  (#is? @leak closes.knex))

; knex.initialize(), whether its pool is there or not
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#eq? @method "initialize")
  (#is? @leak opens.knex-twice)
  (#set! advisory)
  (#set! message "each cold start logs here that the pool has already been initialized: ask for `knex.client.pool` first")
  (#set! why "knex(config) makes the pool at once, and `initialize` warns where there is one"))
