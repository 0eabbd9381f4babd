/*
 * Checks a description of an interface, on standard input, against OpenAPI 3.1. Prints what is wrong.
 *
 * usage: node tests/pages/check_openapi.mjs <openapi.json
 */
import { text } from "node:stream/consumers";
import { Validator } from "@seriousme/openapi-schema-validator";

const validator = new Validator();
const { valid, errors } = await validator.validate(JSON.parse(await text(process.stdin)));
if (!valid || validator.version !== "3.1") {
	console.log(validator.version, JSON.stringify(errors, null, 1));
	process.exit(1);
}
