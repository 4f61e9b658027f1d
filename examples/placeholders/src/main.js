import './style.css'
import { showElements, showPlaceholders } from './page.js'

showPlaceholders()
showElements()
