"use strict"

// A demo of back-pressure: what is buffered is written a moment later, in one go
const buffer = []

async function flushSoon() {
	await new Promise((resolve) => setTimeout(resolve, 25))
	console.log("flushed", buffer.splice(0).join(","))
}

exports.handler = async function (event) {
	for (const reading of event.readings) buffer.push(reading)
	await flushSoon()
	return { accepted: event.readings.length }
}
