/// <reference types="@lazy-image/unplugin/client" />
