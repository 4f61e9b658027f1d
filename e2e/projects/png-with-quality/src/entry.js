import icon from './icon.png?w=32'
import logo from './logo.png?w=120'
import photo from './photo.jpg?w=160'

export default { photo, logo, icon }
