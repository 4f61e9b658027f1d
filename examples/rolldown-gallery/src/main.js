import { showGallery } from '@lazy-image/example-shared/gallery'

showGallery()
