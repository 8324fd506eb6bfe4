; client.quit(), of a client that is older than the invocation
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#any-of? @method "close" "destroy" "disconnect" "$disconnect" "end" "quit")
  (#is? @leak closes.connection))
