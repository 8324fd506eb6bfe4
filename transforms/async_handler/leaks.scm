; (event, context, callback) => { callback(null, x); }
((_ parameters: (formal_parameters) @leak) @handler
  (#is? @handler handler.answers-by-call))

; (event, context, callback) => { return x; }
((_ parameters: (formal_parameters) @leak) @handler
  (#is? @handler handler.too-many-parameters)
  (#set! message "nodejs24.x refuses this handler: it has three parameters, and uses two at most")
  (#set! why "Lambda counts the parameters of a handler when it starts, whether they are used or not"))
