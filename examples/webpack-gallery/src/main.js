import './style.css'
import { showGallery } from './gallery.js'

showGallery()
