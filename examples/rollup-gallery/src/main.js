import { showGallery } from './gallery.js'

showGallery()
