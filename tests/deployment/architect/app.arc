@app
shop

@aws
runtime nodejs18.x

@http
get /
get /users/:id/orders.json
post /a-b/*   # comment
/form
  method put
  src custom/form

@events
order-placed
python-event

@scheduled
daily rate(1 day)
hourly
  cron 0 * * * ? *

@tables
users
  id *String

@ws

