// The same in Vue, with its templates compiled in the page.
import { createApp, ref } from 'vue/dist/vue.esm-bundler.js';

window.heard = [];

const app = createApp({
  template: `<ul><li v-for="one in calculators" :key="one.id">
    <anze-calculator :id="one.id" :sector="one.sector" :lang="one.lang" :theme="one.theme" @anze:estimate="hear('attribute', one.id, $event)" />
  </li></ul>`,
  setup() {
    const calculators = ref([]);
    window.show = (all) => { calculators.value = all; };
    return { calculators, hear: (how, id, { detail }) => window.heard.push([how, id, detail.low]) };
  },
});
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('anze-');
app.mount('#app');
