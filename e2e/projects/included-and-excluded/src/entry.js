import icon from './icons/icon.png'
import flag from './photos/flag.jpg?w=40&format=webp'
import facts from './photos/flag.jpg?w=40&format=webp&as=metadata:width;height;hasProfile'
import plain from './photos/raw/original.jpg'

export default { flag, facts, icon, plain }
