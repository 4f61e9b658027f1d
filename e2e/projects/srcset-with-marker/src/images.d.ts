declare module '*&imagetools' {
  const out: string
  export default out
}
