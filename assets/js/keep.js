// What is being written is kept in this browser until it is saved: a closed window or a lost connection loses nothing.
(function () {
	"use strict";
	const notice = document.querySelector(".kept-text");
	const form = notice && document.getElementById("writing").querySelector("form");
	if (!form)
		return;
	const names = ["title", "body", "note"];
	const key = "planverk:" + location.pathname + ":" + form.elements.base.value;
	const now = () => JSON.stringify(names.map((name) => form.elements[name].value));
	const begun = now();
	let timer = 0;
	let kept = null;
	try {
		kept = localStorage.getItem(key);
	} catch (e) {
		return; // this browser keeps nothing
	}
	const keep = () => {
		if (now() === begun)
			localStorage.removeItem(key);
		else
			localStorage.setItem(key, now());
	};
	if (kept && kept !== begun) {
		notice.hidden = false;
		notice.querySelector(".bring-back").addEventListener("click", () => {
			JSON.parse(kept).forEach((value, i) => { form.elements[names[i]].value = value; });
			notice.hidden = true;
			form.elements.title.focus();
		});
		notice.querySelector(".throw-away").addEventListener("click", () => {
			localStorage.removeItem(key);
			notice.hidden = true;
			form.elements.title.focus();
		});
	}
	form.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(keep, 300);
	});
	form.addEventListener("submit", (e) => {
		clearTimeout(timer);
		if (e.submitter && e.submitter.name === "preview")
			keep();
		else
			localStorage.removeItem(key);
	});
})();
