// Leaving quickly, and copying a number. Nothing is stored and nothing is requested;
// without this file every link still works.
(function () {
  "use strict";

  var exit = document.getElementById("vp-exit");
  var status = document.getElementById("vp-status");
  var overlay = null;
  var presses = 0;
  var asModifier = false;
  var timer = 0;
  var dots = null;

  function say(text) {
    if (status) status.textContent = text || "";
  }

  // ---- Leaving ----

  function reset() {
    clearTimeout(timer);
    presses = 0;
    if (dots) dots.textContent = "";
  }

  function comeBack() {
    reset();
    say("");
    if (overlay) overlay.remove();
    overlay = null;
  }

  function leave() {
    var url = exit.href;
    reset();
    if (!overlay) {
      overlay = document.createElement("div");
      overlay.className = "leaving";
      document.body.appendChild(overlay);
    }
    say(exit.dataset.opened);
    // In a frame the page around it has to go too. A browser may refuse that,
    // loudly or silently; then at least this frame goes.
    if (window.top !== window.self) {
      setTimeout(function () { window.location.replace(url); }, 700);
      try {
        window.top.location.replace(url);
        return;
      } catch (refused) { /* the line below */ }
    }
    window.location.replace(url);
  }

  function press() {
    presses += 1;
    clearTimeout(timer);
    timer = setTimeout(function () { reset(); say(""); }, 5000);
    if (dots) {
      dots.textContent = "";
      for (var i = 0; i < presses; i += 1) dots.appendChild(document.createElement("i"));
    }
    say(exit.getAttribute("data-count-" + presses));
    if (presses >= 3) leave();
  }

  if (exit) {
    document.querySelectorAll("[data-exit]").forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        leave();
      });
    });

    document.addEventListener("keydown", function (event) {
      if (event.key === "Shift") {
        if (!event.repeat) asModifier = event.ctrlKey || event.altKey || event.metaKey;
        return;
      }
      if (event.shiftKey) asModifier = true;
      if (presses) { reset(); say(""); }
    });
    document.addEventListener("keyup", function (event) {
      if (event.key !== "Shift") return;
      if (asModifier) asModifier = event.shiftKey;
      else press();
    });
    // Shift held while clicking or dragging is a modifier too.
    document.addEventListener("pointerdown", function (event) {
      if (event.shiftKey) { asModifier = true; reset(); }
    });

    dots = document.createElement("span");
    dots.className = "exit-dots";
    dots.setAttribute("aria-hidden", "true");
    exit.appendChild(dots);

    if (exit.dataset.hint) {
      var hint = document.createElement("span");
      hint.className = "exit-hint";
      hint.id = "vp-exit-hint";
      hint.textContent = exit.dataset.hint;
      exit.parentNode.insertBefore(hint, exit.nextSibling);
      exit.setAttribute("aria-describedby", hint.id);
    }

    // Back from the other site, out of the browser's memory: show the page again.
    window.addEventListener("pageshow", comeBack);
  }

  // ---- Telling the page around the frame how high this one is ----

  // Only the intranets that may frame the site are told, and only a number.
  var around = document.body.dataset.around;
  if (around && window.parent !== window.self && "ResizeObserver" in window) {
    // Where the browser says who is around, nobody else is even tried.
    var parents = window.location.ancestorOrigins;
    var told = around.split(" ").filter(function (origin) {
      return !parents || parents[0] === origin;
    });
    new ResizeObserver(function () {
      var height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      told.forEach(function (origin) {
        window.parent.postMessage({ vpsite: "height", height: height }, origin);
      });
    }).observe(document.documentElement);
  }

  // ---- Copying ----

  if (navigator.clipboard && navigator.clipboard.writeText) {
    document.querySelectorAll("[data-copy]").forEach(function (text) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = text.dataset.copy;
      button.setAttribute("aria-label", text.dataset.copy + " " + text.textContent);
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(text.textContent.trim()).then(function () {
          button.textContent = text.dataset.copied;
          say(text.dataset.copied);
          setTimeout(function () { button.textContent = text.dataset.copy; say(""); }, 2500);
        }, function () { button.remove(); });
      });
      text.closest(".plain").appendChild(button);
    });
  }
})();
