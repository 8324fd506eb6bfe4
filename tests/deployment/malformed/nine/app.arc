@http
@
get
