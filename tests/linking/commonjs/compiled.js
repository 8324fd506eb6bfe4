"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.other = exports.default = void 0;
const AWS = require('aws-sdk');
exports.default = new AWS.S3();
Object.defineProperty(exports, "other", { enumerable: true, get: function () { return AWS.SQS; } });
const { other } = exports;
/* ? */ other;
