; client.quit(), of a client that is older than the invocation
((call_expression
  function: (member_expression
    property: (property_identifier) @method)) @leak
  (#any-of? @method "close" "destroy" "disconnect" "$disconnect" "end" "quit")
  (#is? @leak closes.connection)
  ; It is no matter of what the event loop keeps alive.
  (#set! message "the next invocation finds this connection closed")
  (#set! why "code outside of the handler runs once for an environment: the next invocation there uses the same connection, which is closed, or half closed where nobody has waited for that"))
