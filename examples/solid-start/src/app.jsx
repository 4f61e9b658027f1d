import { Router } from '@solidjs/router'
import { FileRoutes } from '@solidjs/start/router'
import { Suspense } from 'solid-js'
import './page.css'

export default function App() {
  return (
    <Router
      root={props => (
        <>
          <nav>
            <a href="/">Rendered by the build</a> <a href="/fresh">Rendered at each request</a>
          </nav>
          <Suspense>{props.children}</Suspense>
        </>
      )}
    >
      <FileRoutes />
    </Router>
  )
}
