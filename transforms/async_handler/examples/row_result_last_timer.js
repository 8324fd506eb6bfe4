"use strict"

// A demo of back-pressure: what is buffered is written a moment later, in one go
const buffer = []

function flushSoon() {
	setTimeout(function () {
		console.log("flushed", buffer.splice(0).join(","))
	}, 25)
}

exports.handler = function (event, context, callback) {
	for (const reading of event.readings) buffer.push(reading)
	flushSoon()
	callback(null, { accepted: event.readings.length })
}
