// A picture that the server alone imports: to the page, it is data.
import portrait from '../../pictures/smile.jpg?w=240&format=webp&as=img'

export const load = () => ({ portrait })
