import tomb from '@lazy-image/example-shared/photographs/tomb.jpg?w=60&format=webp&as=img'

const style = new CSSStyleSheet()
style.replaceSync('img { display: block; width: 100%; height: 9rem; border-radius: 8px; object-fit: cover }')

/** A picture in a shadow root, and far too small for its place. */
class FramedPicture extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [style]
    const image = new Image(tomb.w, tomb.h)
    Object.assign(image, { alt: 'A tomb', src: tomb.src })
    root.append(image)
  }
}

customElements.define('framed-picture', FramedPicture)
