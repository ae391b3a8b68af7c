// Boxes of charts smaller than 24 by 24 pixels that are too close to another: axe knows no links in drawings.
() => {
  const boxes = [...document.querySelectorAll(".pw-drawing a")].map((box) => box.getBoundingClientRect()).filter(({ width }) => width);
  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const small = boxes.filter(({ width, height }) => Math.min(width, height) < 24);
  const near = (box) => boxes.some((other) => {
    if (other === box) return false;
    const [x, y] = middle(box);
    const at = [Math.min(Math.max(x, other.left), other.right), Math.min(Math.max(y, other.top), other.bottom)];
    return Math.hypot(x - at[0], y - at[1]) < 12 || (small.includes(other) && Math.hypot(x - middle(other)[0], y - middle(other)[1]) < 24);
  });
  return small.filter(near).map(({ width, height }) => `a box of ${width.toFixed()} by ${height.toFixed()} pixels`);
}
