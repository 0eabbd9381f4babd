/*
 * Looks at every page as a reader's browser does: follows the links from the front page, and
 * for each page checks
 *	- that it answers, and that its HTML is valid (the Nu HTML checker);
 *	- that axe finds nothing to object to, at 360 and 1440 pixels, on light and dark ground;
 *	- that it needs no sideways scrolling, and that the browser reports no errors, be it of
 *	  scripts or of the content security policy;
 *	- that it says the same without JavaScript.
 * First as a reader who is not logged in, then, from the pages for planners on, as one who is.
 * Prints TAP; fails if a check does.
 *
 * usage: node tests/pages/check_pages.mjs BASEURL [MOST_PAGES]
 *	PLANVERK_PATHS     further paths to begin with, separated by spaces
 *	PLANVERK_EMAIL     who logs in; without it nobody does
 *	PLANVERK_PASSWORD
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const base = new URL(process.argv[2] ?? "http://127.0.0.1:8080/");
const mostPages = Number(process.argv[3] ?? 44);
const perKind = 2; /* of pages whose addresses differ in a number or name only */
const mostPagesInside = 44;
const widths = [360, 1440];
const schemes = ["light", "dark"];

let tests = 0, failures = 0;

function report(name, problems) {
	tests++;
	if (problems.length > 0)
		failures++;
	console.log(`${problems.length > 0 ? "not ok" : "ok"} ${tests} - ${name}`);
	for (const problem of problems.slice(0, 10))
		console.log(`# ${problem.replaceAll("\n", " ").slice(0, 400)}`);
}

/* "/plan/x/report?page=2" is of the kind "/plan/*" + "/report?page": enough of each are looked
 * at, and one of each in another language. */
function kind(url) {
	const pieces = url.pathname.split("/").map((piece, i) => (i % 2 === 0 && i > 0 ? "*" : piece));
	return pieces.join("/") + "?" + [...url.searchParams.keys()].sort().join("&");
}

function isEnough(url, n) {
	return url.searchParams.get("lang") === "nb" || n > (url.searchParams.has("lang") ? 1 : perKind);
}

/* The session's cookie, gained as a reader gains it: by the form of the login page. */
async function logIn() {
	const page = await fetch(new URL("/login", base));
	const cookies = page.headers.getSetCookie().map((c) => c.split(";")[0]).join("; ");
	const token = (await page.text()).match(/name="form" value="([^"]*)"/)[1];
	const { PLANVERK_EMAIL: email, PLANVERK_PASSWORD: password } = process.env;
	const answer = await fetch(new URL("/login", base), {
		method: "POST",
		redirect: "manual",
		headers: { Cookie: cookies, Origin: base.origin },
		body: new URLSearchParams({ form: token, email, password }),
	});
	const cookie = answer.headers.getSetCookie().map((c) => c.split(";")[0]).find((c) => c.startsWith("session=")) ?? "";
	report("logs in", cookie ? [] : [`status ${answer.status}`]);
	return cookie;
}

/* Breadth first, so that every kind of page comes early. cookie is a session's, or "". */
async function crawl(start, most, cookie) {
	const queue = [...start];
	const seen = new Set(queue), kinds = new Map(), pages = [];
	while (queue.length > 0 && pages.length < most) {
		const path = queue.shift();
		const response = await fetch(new URL(path, base), { headers: cookie ? { Cookie: cookie } : {} });
		const type = response.headers.get("content-type") ?? "";
		const html = await response.text();
		if (response.status !== 200)
			report(`${path} answers`, [`status ${response.status}`]);
		if (!type.startsWith("text/html") || response.headers.has("content-disposition"))
			continue;
		pages.push({ path, html, cookie, name: cookie ? `${path} (logged in)` : path });
		for (const [, href] of html.matchAll(/<a\s[^>]*href="([^"]*)"/g)) {
			const url = new URL(href.replaceAll("&amp;", "&"), new URL(path, base));
			const target = url.pathname + url.search;
			if (url.origin !== base.origin || seen.has(target))
				continue;
			seen.add(target);
			const n = (kinds.get(kind(url)) ?? 0) + 1;
			if (isEnough(url, n))
				continue;
			kinds.set(kind(url), n);
			queue.push(target);
		}
	}
	return pages;
}

/* One run of the checker for all pages: a Java virtual machine starts slowly. */
async function checkHtml(pages) {
	const jar = join(require.resolve("vnu-jar/package.json"), "../build/dist/vnu.jar");
	const folder = await mkdtemp(join(tmpdir(), "planverk-pages-"));
	const files = pages.map((_, i) => join(folder, `${i}.html`));
	await Promise.all(pages.map((page, i) => writeFile(files[i], page.html)));
	const args = ["-jar", jar, "--format", "json", "--exit-zero-always", ...files];
	const { stderr } = await promisify(execFile)("java", args, { maxBuffer: 1 << 26 });
	const messages = JSON.parse(stderr).messages;
	for (const [i, page] of pages.entries()) {
		const problems = messages
			.filter((m) => m.url?.endsWith(`/${i}.html`) && (m.type === "error" || m.subType === "warning"))
			.map((m) => `line ${m.lastLine}: ${m.message}: ${m.extract ?? ""}`);
		report(`${page.name}: valid HTML`, problems);
	}
	await rm(folder, { recursive: true });
}

/* What axe finds, one line for each rule with the first element that breaks it. */
async function axe(tab) {
	const result = await tab.evaluate(() => window.axe.run());
	return result.violations.map((v) =>
		`axe ${v.id}: ${v.help}: ${v.nodes[0].html} (${v.nodes[0].failureSummary}) and ${v.nodes.length - 1} more`);
}

/* As at the first visit (the last page may have chosen a language), but logged in. */
async function setCookies(tab, page) {
	await tab.context().clearCookies();
	const [name, value] = page.cookie.split("=");
	if (value)
		await tab.context().addCookies([{ name, value, url: base.href }]);
}

async function checkLook(tab, page, width, scheme) {
	const problems = [];
	const note = (message) => problems.push(message.text?.() ?? message.message ?? String(message));
	const onConsole = (message) => ["error", "warning"].includes(message.type()) && note(message);
	tab.on("console", onConsole);
	tab.on("pageerror", note);
	await setCookies(tab, page);
	await tab.setViewportSize({ width, height: 900 });
	await tab.emulateMedia({ colorScheme: scheme });
	await tab.goto(new URL(page.path, base).href, { waitUntil: "load" });
	const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	if (wide > 0)
		problems.push(`the page is ${wide} pixels wider than the window`);
	problems.push(...await axe(tab));
	tab.off("console", onConsole);
	tab.off("pageerror", note);
	report(`${page.name}: ${width} pixels, ${scheme}`, problems);
	/* Without what only a script can do, and which is marked so. */
	return await tab.evaluate(() => document.body.innerText.length
		- Array.from(document.querySelectorAll("[data-script]"), (e) => e.innerText.length).reduce((a, b) => a + b, 0));
}

async function open(browser, javaScriptEnabled) {
	const context = await browser.newContext({ locale: "nb-NO", javaScriptEnabled });
	if (javaScriptEnabled)
		await context.addInitScript({ content: await readFile(require.resolve("axe-core/axe.min.js"), "utf8") });
	return context.newPage();
}

async function checkInBrowser(pages) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync"],
	});
	const tab = await open(browser, true), plain = await open(browser, false);
	for (const page of pages) {
		let written = 0;
		for (const width of widths)
			for (const scheme of schemes)
				written = await checkLook(tab, page, width, scheme);
		await setCookies(plain, page);
		await plain.setViewportSize({ width: widths.at(-1), height: 900 });
		await plain.goto(new URL(page.path, base).href);
		const text = await plain.locator("body").innerText();
		report(`${page.name}: without JavaScript`,
			text.length < written * 0.98 ? [`${text.length} of ${written} characters are shown`] : []);
	}
	await browser.close();
}

const pages = await crawl(["/", ...(process.env.PLANVERK_PATHS ?? "").split(" ").filter(Boolean)], mostPages, "");
if (process.env.PLANVERK_EMAIL) {
	const contribution = pages.find((page) => page.path.startsWith("/contribution/"))?.path ?? "/";
	const inside = (process.env.PLANVERK_INSIDE ?? "").split(" ").filter(Boolean);
	pages.push(...await crawl(["/me", "/admin/users", "/admin/privacy", "/admin/security", contribution, ...inside], mostPagesInside, await logIn()));
}
report(`found pages at ${base.origin}`, pages.length > 0 ? [] : ["none"]);
await checkHtml(pages);
await checkInBrowser(pages);
console.log(`1..${tests}`);
process.exitCode = failures > 0 ? 1 : 0;
