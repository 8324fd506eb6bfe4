// A route of a web server has the shape of a handler, but Lambda does not call it: nothing may change.
const AWS = require('aws-sdk');
const express = require('express');

const db = new AWS.DynamoDB.DocumentClient();
const app = express();

const show = async (req, res) => {
  db.get({ TableName: 'pages', Key: { id: req.params.id } }, (err, data) => {
    if (err) {
      res.status(500).end();
      return;
    }
    res.json(data.Item);
  });
};

app.get('/pages/:id', show);
app.listen(3000);
