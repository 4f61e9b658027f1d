import '@lazy-image/example-shared/gallery/style.css'
import { showGallery } from '@lazy-image/example-shared/gallery'

showGallery()
