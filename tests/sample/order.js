const { orders, mail } = require('./clients');

// Tells the customer; nobody has to wait for that, or so it seemed.
function confirm(order) {
  mail.sendEmail({
    Source: 'shop@example.com',
    Destination: { ToAddresses: [order.email] },
    Message: {
      Subject: { Data: `Order ${order.id}` },
      Body: { Text: { Data: 'We are on it.' } },
    },
  }, (err, data) => {
    if (err) {
      console.error('no mail for order', order.id, err.message);
      return;
    }
    console.log('mail', data.MessageId, 'sent');
  });
}

exports.handler = async (event) => {
  const order = JSON.parse(event.body);
  orders.put({ TableName: 'orders', Item: order }, function (err) {
    // Do not bother the customer with it.
    if (err) console.error('order lost', err);
    else console.log('order kept', order.id);
  });
  confirm(order);
  return { statusCode: 202 };
};
