/// @file
/// Iteration over lists, page by page.
#ifndef SENDGRID_ACCOUNTS_PAGES_HPP
#define SENDGRID_ACCOUNTS_PAGES_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/errors.hpp>

namespace sendgrid_accounts {

namespace detail {

/// Functions of C that iterate over the pages of a list, and the type of a row that outlives its
/// page.
template <class Page>
struct Paged;

/// The next page, or none at the end of the list.
template <class Page>
struct Source<std::optional<Page>> : Source<Page> {
    static std::optional<Page> read(std::shared_ptr<const typename Source<Page>::Struct> c) {
        if (!c) return std::nullopt;
        return Source<Page>::read(std::move(c));
    }
};

} // namespace detail

/// Pages of a list. `Calls` is the policy: blocking calls or calls of a queue.
///
///     auto pages = async_client.subusers().iter();
///     while (const auto page = pages.next_page().get())
///         for (const Subuser &subuser : *page) use(subuser);
///
/// Copies share one position. Memory: the identities of the rows of two pages.
template <class Page, class Calls>
class Pages {
  public:
    /// Created by iter() of a group of calls.
    template <class Filter>
    Pages(Calls calls, const Filter *filter) : calls_(std::move(calls)) {
        typename Source::Iteration *iter = nullptr;
        detail::call(Source::begin, calls_.client.get(), filter, &iter);
        iter_.reset(iter, Source::end);
    }

    /// Reads the next page, without the rows of the pages before; std::nullopt at the end of the
    /// list. After an error, another call requests the same page again. Concurrent calls read one
    /// page after another.
    typename Calls::template Result<std::optional<Page>> next_page() const {
        return calls_.template make_on<std::optional<Page>>(iter_.get(), Source::next_page,
                                                            Source::submit_next_page);
    }

    /// Offset of the next page: the number of rows that the server returned so far, and those that
    /// the filter skips. Another iteration can begin there.
    /// @throws misuse_error after a move
    std::uint64_t offset() const {
        std::uint64_t offset = 0;
        detail::call(Source::offset, iter_.get(), &offset);
        return offset;
    }

  private:
    using Source = detail::Paged<Page>;

    Calls calls_;
    std::shared_ptr<typename Source::Iteration> iter_;
};

/// Rows of a list, read page by page: an input range, which is read once.
///
///     for (const Subuser &subuser : client.subusers().iter()) use(subuser);
///
/// begin() and `++` of its iterator read a page when a row of it is needed. Where one throws,
/// another begin() of the same range continues with the same page; offset() tells how far it came.
/// Memory: one page, and the identities of the rows of two.
template <class Page, class Calls>
class Rows {
  public:
    class iterator;
    /// Element of the range.
    using value_type = typename detail::Paged<Page>::Row;
    /// Same as iterator.
    using const_iterator = iterator;

    /// Created by iter() of a group of calls.
    template <class Filter>
    Rows(Calls calls, const Filter *filter) : pages_(std::move(calls), filter) {}

    /// Reads the next row; end() without one.
    iterator begin() {
        advance();
        return iterator(this);
    }
    /// Iterator past the last row.
    iterator end() const noexcept { return iterator(); }

    /// Offset of the next page; see Pages::offset().
    std::uint64_t offset() const { return pages_.offset(); }

    Rows(Rows &&) noexcept = default;
    Rows &operator=(Rows &&) noexcept = default;
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;
    ~Rows() = default;

  private:
    void advance() {
        row_.reset();
        while (!page_ || next_ >= page_->size()) {
            page_.reset();
            next_ = 0;
            page_ = pages_.next_page();
            if (!page_) return;
        }
        row_ = detail::Paged<Page>::take(*page_, next_++);
    }

    Pages<Page, Calls> pages_;
    std::optional<Page> page_;
    std::size_t next_ = 0;
    std::optional<value_type> row_;
};

/// Input iterator over the rows of a range, which must outlive it and stay in its place.
template <class Page, class Calls>
class Rows<Page, Calls>::iterator {
  public:
    /// @name Requirements of input iterators
    /// @{
    using iterator_category = std::input_iterator_tag;
    using value_type = typename detail::Paged<Page>::Row;
    using difference_type = std::ptrdiff_t;
    using reference = const value_type &;
    using pointer = const value_type *;
    /// The row before an increment.
    class previous {
      public:
        explicit previous(value_type row) : row_(std::move(row)) {}
        const value_type &operator*() const noexcept { return row_; }

      private:
        value_type row_;
    };

    iterator() = default;
    explicit iterator(Rows *rows) noexcept : rows_(rows) {}

    reference operator*() const noexcept { return *rows_->row_; }
    pointer operator->() const noexcept { return &*rows_->row_; }
    iterator &operator++() {
        rows_->advance();
        return *this;
    }
    previous operator++(int) {
        previous row(**this);
        ++*this;
        return row;
    }
    friend bool operator==(const iterator &a, const iterator &b) noexcept {
        return a.at_end() == b.at_end();
    }
    friend bool operator!=(const iterator &a, const iterator &b) noexcept { return !(a == b); }
    /// @}

  private:
    bool at_end() const noexcept { return !rows_ || !rows_->row_; }

    Rows *rows_ = nullptr;
};

} // namespace sendgrid_accounts

#endif
