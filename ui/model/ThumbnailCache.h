#pragma once
#include <list>
#include <map>
#include <utility>

namespace esek::ui::model {

/// The values used last, up to `capacity` of them. One thread.
template <class Key, class Value>
class ThumbnailCache {
  public:
    explicit ThumbnailCache(std::size_t capacity) : m_capacity(capacity) {}

    /// Null when it is not there. The value counts as used; the pointer holds until the next put().
    Value* find(const Key& key) {
        const auto it = m_index.find(key);
        if (it == m_index.end())
            return nullptr;
        m_items.splice(m_items.begin(), m_items, it->second);
        return &it->second->second;
    }
    bool has(const Key& key) const { return m_index.count(key) > 0; }
    void put(const Key& key, Value value) {
        erase(key);
        m_items.emplace_front(key, std::move(value));
        m_index[key] = m_items.begin();
        trim();
    }
    void erase(const Key& key) {
        const auto it = m_index.find(key);
        if (it == m_index.end())
            return;
        m_items.erase(it->second);
        m_index.erase(it);
    }
    void clear() {
        m_items.clear();
        m_index.clear();
    }
    void setCapacity(std::size_t capacity) {
        m_capacity = capacity;
        trim();
    }
    std::size_t size() const { return m_items.size(); }

  private:
    void trim() {
        while (m_items.size() > m_capacity) {
            m_index.erase(m_items.back().first);
            m_items.pop_back();
        }
    }
    std::size_t m_capacity;
    std::list<std::pair<Key, Value>> m_items; // newest first
    std::map<Key, typename std::list<std::pair<Key, Value>>::iterator> m_index;
};

} // namespace esek::ui::model
