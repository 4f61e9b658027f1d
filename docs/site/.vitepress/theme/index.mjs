import DefaultTheme from 'vitepress/theme'
import ExampleResult from './ExampleResult.vue'
import HomeFigures from './HomeFigures.vue'
import ShowPiece from './ShowPiece.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('ExampleResult', ExampleResult)
    app.component('HomeFigures', HomeFigures)
    app.component('ShowPiece', ShowPiece)
  },
}
