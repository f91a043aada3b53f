"use strict";
(function () {
  var body = document.body;
  var all = function (query) { return Array.prototype.slice.call(document.querySelectorAll(query)); };
  var buttons = all(".language button");
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var language = button.getAttribute("data-language");
      body.className = "show-" + language;
      document.documentElement.lang = language === "en" ? "en" : "zh-CN";
      buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
    });
  });
  var search = document.getElementById("search");
  if (!search) { return; }
  var rows = all(".findings tbody tr");
  var boxes = all(".filter input[type=checkbox]");
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  var shown = document.getElementById("shown");
  var apply = function () {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    var severities = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var count = 0;
    rows.forEach(function (row, index) {
      var fits = severities.indexOf(row.getAttribute("data-severity")) !== -1;
      fits = fits ? words.every(function (word) { return texts[index].indexOf(word) !== -1; }) : false;
      row.hidden = !fits;
      if (fits) { count += 1; }
    });
    shown.textContent = String(count);
  };
  search.addEventListener("input", apply);
  boxes.forEach(function (box) { box.addEventListener("change", apply); });
  document.querySelector(".filter").hidden = false;
  document.querySelector(".language").hidden = false;
}());
