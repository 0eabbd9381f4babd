/*
 * Walks through a consultation as the people in it do; prints TAP. Started by tests/walk.sh, which names
 * the program, its database and the planners' password in the environment.
 *
 * usage: node tests/pages/walk.mjs BASEURL
 */
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const base = process.argv[2];
const { PLANVERK, PLANVERK_PLAN: plan, PLANVERK_PASSWORD: password } = process.env;
const axeSource = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 360, height: 740 }, desk = { width: 1280, height: 900 };
const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Oslo" });

let tests = 0, failures = 0;
function report(name, problems) {
	tests++;
	failures += problems.length > 0;
	console.log(`${problems.length ? "not ok" : "ok"} ${tests} - ${name}`);
	for (const problem of problems.slice(0, 10))
		console.log(`# ${String(problem).replaceAll("\n", " ").slice(0, 400)}`);
}
const check = (name, holds, what = "") => report(name, holds ? [] : [what]);

function planverk(...args) {
	return execFileSync(PLANVERK, ["--quiet", ...args], { encoding: "utf8" });
}

async function axe(page, name) {
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
	const { violations } = await page.evaluate(() => window.axe.run());
	report(`${name}: no barrier`, [
		...(wide > 0 ? [`${wide} pixels too wide`] : []),
		...violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html}`),
	]);
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

async function open(viewport, javaScriptEnabled = true) {
	const context = await browser.newContext({ locale: "nb-NO", viewport, javaScriptEnabled });
	if (javaScriptEnabled)
		await context.addInitScript({ content: axeSource });
	return context.newPage();
}

async function logIn(page, email) {
	await page.goto(`${base}/login`);
	await page.keyboard.press("Tab");
	await tabTo(page, "input[name=email]");
	await page.keyboard.type(email);
	await tabTo(page, "input[name=password]");
	await page.keyboard.type(password);
	await page.keyboard.press("Enter");
	await page.waitForURL((url) => !url.pathname.startsWith("/login"));
}

/* Moves the focus as a person without a mouse does. */
async function tabTo(page, selector) {
	for (let i = 0; i < 400; i++) {
		if (await page.evaluate((s) => document.activeElement?.matches(s), selector))
			return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`no way to ${selector} by Tab on ${page.url()}`);
}

/* Writes into the field that has the focus, in the place of what is there. */
async function write(page, text) {
	await page.keyboard.press("Control+A");
	await page.keyboard.type(text);
}

async function press(page, selector) {
	await tabTo(page, selector);
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}

/* ---- The consultation is set up ---- */

const kari = await open(desk);
await logIn(kari, "kari@example.no");
await kari.goto(`${base}/plan/${plan}/consultations/new`);
await axe(kari, "the form for a consultation");
await tabTo(kari, "[name=title]");
await kari.keyboard.type("Hva skal vi prioritere?");
await kari.selectOption("[name=kind]", "input").catch(async () => kari.check("[name=kind][value=input]"));
await kari.fill("[name=opens]", today);
await kari.fill("[name=questions]", "Hva er viktigst for deg? *\nHvor enig er du i målene? (1-5)");
await press(kari, "main form button[type=submit]");
const consultation = new URL(kari.url()).pathname.match(/\/consultation\/(\d+)/)?.[1];
check("a planner sets up a consultation", consultation, kari.url());
await axe(kari, "the draft");
await press(kari, `main a[href='/consultation/${consultation}/edit']`);
await axe(kari, "changing the consultation");
await press(kari, "main form[action$='/move'] button");
await kari.goto(`${base}/consultation/${consultation}`);
check("and announces it", (await kari.locator("main").innerText()).includes("Åpen"));

/* ---- Twenty people answer ---- */

const said = [
	"Flere læreplasser i småbedriftene, også utenfor byen.", "Bussen må gå om kvelden, ellers rekker ikke lærlingene hjem.",
	"Strømnettet må bygges ut før industrien kommer.", "Kurs for voksne som vil bytte yrke, på kveldstid.",
	"Gründere trenger billige lokaler nær stasjonen.", "Næringsarealene bør ligge ved knutepunktene.",
	"Ungdom vil ha sommerjobb i kommunen.", "Forskningen må komme de små bedriftene til gode.",
	"Mer ombruk i offentlige bygg.", "Praksisplasser for flyktninger med fagbrev fra hjemlandet.",
];
const receipts = [];
for (let i = 0; i < 20; i++) {
	const page = await open(phone, false);
	await page.goto(`${base}/consultation/${consultation}`);
	await page.locator("main a", { hasText: "Svar" }).first().click();
	const text = i === 0 ? `${said[0]}\n\nOg så må yrkesfagene få nytt utstyr, for det gamle er utslitt.` : `${said[i % said.length]} Hilsen person ${i}.`;
	await page.fill("[name=q1]", text);
	await page.check(`[name=q2][value="${1 + i % 5}"]`);
	if (i % 4)
		await page.check("[name=publish]");
	await page.locator("main form button[type=submit]").click();
	receipts.push(page.url());
	await page.context().close();
}
check("twenty people on phones without JavaScript get a receipt each",
	new Set(receipts).size === 20 && receipts.every((url) => url.includes("/receipt/")), receipts.join(" "));
const reader = await open(phone);
await reader.goto(`${base}/consultation/${consultation}/answer`);
await axe(reader, "the form on a phone");
await reader.goto(receipts[0]);
await axe(reader, "the receipt on a phone");

/* ---- A planner groups, splits and answers, by keyboard ---- */

planverk("compile", plan);
await reader.goto(`${base}/consultation/${consultation}/answer`);
await reader.locator("[name=q1]").pressSequentially("Bussen må gå om kvelden så lærlingene rekker hjem");
const alike = await reader.waitForSelector("[data-similar] a", { timeout: 10000 }).catch(() => null);
check("who writes sees what others have said", alike && (await reader.locator("[data-similar]").innerText()).includes("Bussen"));
await axe(reader, "the form with what others have said");
await kari.goto(`${base}/plan/${plan}/groups`);
await axe(kari, "the groups");
await press(kari, "main a[href^='/group/']");
const group = new URL(kari.url()).pathname;
await axe(kari, "a group");
await press(kari, `main a[href='${group}/shape']`);
await axe(kari, "shaping a group");
await tabTo(kari, "[name=title]");
await write(kari, "Læreplasser");
await Promise.all([kari.waitForNavigation(), kari.keyboard.press("Enter")]);
check("a group gets a name", (await kari.locator("main").innerText()).includes("Læreplasser"));

await kari.goto(`${base}${group}`);
await kari.locator("summary", { hasText: "Lag et utkast" }).first().focus();
await kari.keyboard.press("Enter");
await kari.waitForTimeout(300);
await tabTo(kari, "[name=draft_title]");
await kari.keyboard.type("Flere læreplasser i hele regionen");
await Promise.all([kari.waitForNavigation(), kari.keyboard.press("Enter")]);
const drafted = new URL(kari.url()).pathname.replace("/edit", "");
await axe(kari, "the draft of a part of the plan");
await reader.goto(base + drafted);
check("a part of the plan is drafted from a group, and leads to what was said",
	(await reader.locator("main").innerText()).includes("Hva den bygger på"), drafted);
await kari.goto(`${base}/plan/${plan}/inbox`);
await axe(kari, "the inbox");
const before = await kari.locator("ol.inbox > li").count();
check("the inbox has twenty remarks", before === 20, String(before));
await kari.keyboard.press("j");
await Promise.all([kari.waitForNavigation(), kari.keyboard.press("Enter")]);
await axe(kari, "a contribution for planners");
await press(kari, "main a[href$='/split']");
await axe(kari, "splitting a remark");
await press(kari, "main form button[type=submit]");
await kari.goto(`${base}/plan/${plan}/inbox`);
check("a remark is split in two", await kari.locator("ol.inbox > li").count() === 21);

for (const key of ["j", "x", "j", "x", "a"])
	await kari.keyboard.press(key);
const led = await kari.waitForFunction(() => document.activeElement.name === "assignee", null, { timeout: 5000 }).catch(() => null);
check("the key leads to who works on it", led);
await kari.keyboard.type("ola");
await press(kari, "button[name=do][value=assign]");
check("two remarks are given to somebody", (await kari.locator(".last-batch").innerText()).includes("2"));
await press(kari, ".last-batch button");
check("which is undone", await kari.locator(".last-batch").count() === 0);

async function answer(keys, outcome, reason) {
	for (const key of keys)
		await kari.keyboard.press(key);
	await kari.keyboard.press("r");
	await kari.waitForFunction(() => document.activeElement.name === "outcome");
	await kari.keyboard.type(outcome);
	await tabTo(kari, "textarea[name=reason]");
	await kari.keyboard.type(reason);
	await press(kari, "button[name=do][value=answer]");
}
await kari.goto(`${base}/plan/${plan}/inbox?state=unanswered`);
await answer(["j", "x", "j", "x"], "Tatt til følge", "Strategien om læreplasser nevner nå småbedriftene.");
check("two are answered by keyboard", planverk("inbox", "list", plan, "--state", "draft").trim().split("\n").length === 2);
await kari.goto(`${base}/plan/${plan}/inbox?state=unanswered`);
await tabTo(kari, "input[name=all]");
await kari.keyboard.press("Space");
await answer([], "Tatt til orientering", "Vi tar det med i arbeidet med handlingsprogrammet.");
check("the rest with one text", planverk("inbox", "list", plan, "--state", "draft").trim().split("\n").length === 21);
await kari.goto(`${base}/plan/${plan}/inbox?state=draft`);
await tabTo(kari, "input[name=all]");
await kari.keyboard.press("Space");
await kari.keyboard.press("r");
await press(kari, "button[name=do][value=approve]");
check("who drafted an answer does not approve it", planverk("inbox", "list", plan, "--state", "approved").startsWith("There is nothing"));

/* ---- A second person approves, and the answers are published ---- */

const ola = await open(desk);
await logIn(ola, "ola@example.no");
await ola.goto(`${base}/plan/${plan}/inbox?state=draft`);
await tabTo(ola, "input[name=all]");
await ola.keyboard.press("Space");
await ola.keyboard.press("r");
await press(ola, "button[name=do][value=approve]");
await press(ola, "form[action$='/inbox/publish'] button");
check("all are approved by another and published", planverk("inbox", "list", plan, "--state", "published").trim().split("\n").length === 21);
await axe(ola, "the inbox when all is answered");

/* ---- What became of what they said ---- */

const missing = [];
for (const url of receipts) {
	await reader.goto(url);
	const text = await reader.locator("main").innerText();
	if (!/Strategien om læreplasser|Vi tar det med/.test(text))
		missing.push(url);
}
report("each receipt shows its answer", missing);
await reader.goto(receipts[0]);
check("the one that was split shows both", (await reader.locator("main").innerText()).split("Og så må yrkesfagene").length > 1);
await axe(reader, "a receipt with its answer");

/* ---- What is being written is kept until it is saved ---- */

await kari.goto(`${base}/plan/${plan}/edit`);
const part = await kari.locator("main a[href^='/node/']").first().getAttribute("href");
await kari.goto(`${base}${part}/edit`);
const title = await kari.inputValue("[name=title]");
await kari.fill("[name=title]", "Ikke lagret ennå");
await kari.waitForFunction(() => Object.values(localStorage).some((value) => value.includes("Ikke lagret")));
await kari.reload();
check("a text that was not saved is not in the way", await kari.inputValue("[name=title]") === title);
await axe(kari, "a text that was not saved");
await kari.click(".bring-back");
check("and is brought back", await kari.inputValue("[name=title]") === "Ikke lagret ennå");
await Promise.all([kari.waitForNavigation(), kari.click("#writing form button[type=submit]:not([name])")]);
await kari.goto(`${base}${part}/edit`);
check("once it is saved nothing is kept", !(await kari.isVisible(".kept-text")) && await kari.inputValue("[name=title]") === "Ikke lagret ennå");

check("everything verifies", !planverk("verify").includes("wrong"));
await browser.close();
console.log(`1..${tests}`);
process.exitCode = failures > 0 ? 1 : 0;
