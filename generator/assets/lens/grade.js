/* The lens “by grade”: tints each box of a chart by the strength of what it says. The drawing has the grades; the page has their words. */
(() => {
  const { lens, make, svg: drawn, tool } = window.pathway;
  const { name, heading, most, values, differs, none } = JSON.parse(document.querySelector("template[data-grades]").dataset.grades);
  const KEY = "grade";
  const order = values.map((value) => value.name);
  const charts = [];

  /* A sign within 12 × 12: as many bars as the value is strong; a dot for what stands beside the scale, a barred circle for what is not
     to be done, and unequal for what differs. */
  const DOT = "M6 3.4a2.6 2.6 0 1 0 .01 0Z";
  const BARRED = "M6 .9a5.1 5.1 0 1 0 .01 0ZM2.5 2.5 9.5 9.5";
  const UNEQUAL = "M1.5 4H10.5M1.5 8H10.5M8.5 1 3.5 11";
  const bars = (count) => Array.from({ length: count }, (_, at) => `M${1 + (10 / most) * (at + 0.5)} 11V${11 - (10 / most) * (at + 1)}`).join("");
  const signOf = ({ value, isAgainst }) => {
    const at = order.indexOf(value);
    if (isAgainst) return BARRED;
    return at < 0 ? UNEQUAL : at < most ? bars(most - at) : DOT;
  };
  /* How much of its colour a box has, in hundredths. */
  const tintOf = ({ value }) => {
    const at = order.indexOf(value);
    return at < 0 || at >= most ? 0 : Math.round(30 - (24 * at) / most);
  };

  const own = (element) => {
    element.dataset.lensPart = KEY;
    return element;
  };
  const gradeOf = ({ dataset }) => ({ value: dataset.grade, isAgainst: "against" in dataset });
  const sign = (grade) => drawn("path", { class: "pw-grade-sign", d: signOf(grade) });
  const tint = (element, grade) => {
    element.classList.toggle("pw-grade-against", grade.isAgainst);
    element.style.setProperty("--pw-tint", `${tintOf(grade)}%`);
  };

  /* At the corner that no mark takes; of a row at its left edge. */
  const corner = (group) => {
    const shape = group.querySelector(".pw-shape");
    const { x, y, width, height } = shape.getBBox();
    if (group.matches(".pw-row")) return [x - 6, y + height / 2 - 6];
    const leaning = group.matches(".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit") ? Math.min(height / 4, 18) : 0;
    return [x + width - leaning - 18, y - 6];
  };

  const paint = (group) => {
    const grade = gradeOf(group);
    const disc = drawn("rect", { class: "pw-family-disc", x: -2, y: -2, width: 16, height: 16, rx: 3 });
    const [x, y] = corner(group);
    tint(group, grade);
    group.append(own(drawn("g", { transform: `translate(${x} ${y})` }, disc, sign(grade))));
  };

  const keyOf = ({ value, isAgainst }) => `${order.indexOf(value)} ${isAgainst}`;
  const said = ({ value, isAgainst }) => values.find((one) => one.name === value)?.[isAgainst ? "against" : "says"] ?? differs;

  const legendOf = (grades) => {
    const used = [...new Map(grades.map((grade) => [keyOf(grade), grade])).values()];
    used.sort((one, other) => one.isAgainst - other.isAgainst || (order.indexOf(one.value) + 1 || 99) - (order.indexOf(other.value) + 1 || 99));
    const rows = used.map((grade) => {
      const swatch = drawn("rect", { x: 1, y: 1, width: 38, height: 16, rx: 3, class: "pw-grade-swatch" });
      tint(swatch, grade);
      const shown = drawn("svg", { class: "pw-family-row", viewBox: "0 0 60 18", width: 60, height: 18, "aria-hidden": "true" }, swatch, drawn("g", { transform: "translate(46 3)" }, sign(grade)));
      return make("li", "", shown, make("span", "", said(grade)));
    });
    return own(make("div", "pw-family-legend", make("p", "", `${heading}.`), make("ul", "", ...rows, make("li", "", make("span", "", none)))));
  };

  const show = () => {
    const isOn = lens.on.lens.includes(KEY);
    document.querySelectorAll(`[data-lens-part="${KEY}"]`).forEach((part) => part.remove());
    charts.forEach(({ button, chart: { frame, drawings } }) => {
      const groups = drawings.flatMap(({ svg }) => [...svg.querySelectorAll("[data-grade]")]);
      button.ariaPressed = String(isOn);
      drawings.forEach(({ svg }) => svg.classList.toggle("pw-drawing--grade", isOn));
      if (!isOn) return;
      groups.forEach(paint);
      frame.append(legendOf(groups.map(gradeOf)));
    });
  };

  document.addEventListener("pathway:tools", ({ detail: { before, chart } }) => {
    if (!chart?.drawings[0].svg.querySelector("[data-grade]")) return;
    const button = tool("grade", () => lens.show(lens.on.lens.includes(KEY) ? [] : [KEY]), name);
    button.ariaPressed = "false";
    before.before(button);
    charts.push({ chart, button });
  });
  document.addEventListener("pathway:lens", show);
  if (lens.on.lens.includes(KEY)) addEventListener("DOMContentLoaded", show);
})();
