/// @file
/// Lists of customers.
#ifndef SENDGRID_ACCOUNTS_CUSTOMER_LIST_HPP
#define SENDGRID_ACCOUNTS_CUSTOMER_LIST_HPP

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/conversions.hpp>
#include <sendgrid_accounts/pages.hpp>

namespace sendgrid_accounts {

/// A customer of a reseller. An absent field is std::nullopt.
template <class String>
struct BasicCustomer {
    /// Username, which identifies the customer in other calls.
    std::optional<String> username{};
    /// E-mail address.
    std::optional<String> email{};
    /// Whether the customer may send mail.
    std::optional<bool> active{};
    /// First name.
    std::optional<String> first_name{};
    /// Last name.
    std::optional<String> last_name{};
    /// Street address.
    std::optional<String> address{};
    /// Second line of the street address.
    std::optional<String> address2{};
    /// City.
    std::optional<String> city{};
    /// State.
    std::optional<String> state{};
    /// Zip code.
    std::optional<String> zip{};
    /// Country.
    std::optional<String> country{};
    /// Phone number.
    std::optional<String> phone{};
    /// URL of the website.
    std::optional<String> website{};
    /// Name of the company.
    std::optional<String> company{};
    /// Whether the customer may log in to the website.
    std::optional<bool> website_access{};
    /// Number of the customer.
    std::optional<String> id{};
    /// Unknown fields of the response, and values that do not fit, as a JSON object.
    std::optional<String> extra{};

    /// A copy with its own strings, which may outlive the list.
    BasicCustomer<std::string> copy() const {
        return {own(username), own(email),    active,       own(first_name), own(last_name),
                own(address),  own(address2), own(city),    own(state),      own(zip),
                own(country),  own(phone),    own(website), own(company),    website_access,
                own(id),       own(extra)};
    }

  private:
    static std::optional<std::string> own(const std::optional<String> &string) {
        return string ? std::optional<std::string>(*string) : std::nullopt;
    }
};

/// A customer in a list. Its strings live as long as the list or a copy of it.
using Customer = BasicCustomer<std::string_view>;

/// A customer with its own strings.
using OwnedCustomer = BasicCustomer<std::string>;

namespace detail {

inline Customer customer(const sga_customer &c) {
    return {optional_view(c.username),
            optional_view(c.email),
            optional(c.has_active, c.active),
            optional_view(c.first_name),
            optional_view(c.last_name),
            optional_view(c.address),
            optional_view(c.address2),
            optional_view(c.city),
            optional_view(c.state),
            optional_view(c.zip),
            optional_view(c.country),
            optional_view(c.phone),
            optional_view(c.website),
            optional_view(c.company),
            optional(c.has_website_access, c.website_access),
            optional_view(c.id),
            optional_view(c.extra)};
}

} // namespace detail

/// List of customers in the server's order. Copies share the rows, which are freed with the last
/// copy.
class CustomerList {
  public:
    class iterator;
    /// Element of the list.
    using value_type = Customer;
    /// Same as iterator, since the list is immutable.
    using const_iterator = iterator;
    /// Type of sizes and indices.
    using size_type = std::size_t;

    /// An empty list.
    CustomerList() = default;
    /// Wraps a list of the C library.
    explicit CustomerList(std::shared_ptr<const sga_customer_list> rows) : rows_(std::move(rows)) {}

    /// Number of customers.
    size_type size() const noexcept { return rows_ ? rows_->count : 0; }
    /// Whether the list is empty.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The customer at a valid index.
    Customer operator[](size_type index) const {
        return detail::customer(*rows_->customers[index]);
    }
    /// The customer at an index.
    /// @throws std::out_of_range for an invalid index
    Customer at(size_type index) const {
        if (index >= size()) throw std::out_of_range("CustomerList::at: the index is out of range");
        return (*this)[index];
    }
    /// Iterator to the first customer.
    iterator begin() const noexcept;
    /// Iterator past the last customer.
    iterator end() const noexcept;

  private:
    std::shared_ptr<const sga_customer_list> rows_;
};

/// Random access iterator over a list. It is valid as long as the list or a copy of it lives.
/// Dereferencing it returns a value, not a reference.
class CustomerList::iterator {
  public:
    /// @name Requirements of random access iterators
    /// @{
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Customer;
    using difference_type = std::ptrdiff_t;
    using reference = Customer;
    /// Proxy that keeps a customer alive during a member access.
    class pointer {
      public:
        explicit pointer(Customer customer) : customer_(std::move(customer)) {}
        const Customer *operator->() const noexcept { return &customer_; }

      private:
        Customer customer_;
    };

    iterator() = default;
    explicit iterator(const sga_customer *const *row) noexcept : row_(row) {}

    reference operator*() const { return detail::customer(**row_); }
    pointer operator->() const { return pointer(**this); }
    reference operator[](difference_type by) const { return *(*this + by); }

    iterator &operator+=(difference_type by) noexcept {
        row_ += by;
        return *this;
    }
    iterator &operator-=(difference_type by) noexcept { return *this += -by; }
    iterator &operator++() noexcept { return *this += 1; }
    iterator &operator--() noexcept { return *this -= 1; }
    iterator operator++(int) noexcept { return iterator(row_++); }
    iterator operator--(int) noexcept { return iterator(row_--); }

    friend iterator operator+(iterator at, difference_type by) noexcept { return at += by; }
    friend iterator operator+(difference_type by, iterator at) noexcept { return at += by; }
    friend iterator operator-(iterator at, difference_type by) noexcept { return at -= by; }
    friend difference_type operator-(iterator a, iterator b) noexcept { return a.row_ - b.row_; }
    friend bool operator==(iterator a, iterator b) noexcept { return a.row_ == b.row_; }
    friend bool operator!=(iterator a, iterator b) noexcept { return a.row_ != b.row_; }
    friend bool operator<(iterator a, iterator b) noexcept { return a.row_ < b.row_; }
    friend bool operator>(iterator a, iterator b) noexcept { return b < a; }
    friend bool operator<=(iterator a, iterator b) noexcept { return !(b < a); }
    friend bool operator>=(iterator a, iterator b) noexcept { return !(a < b); }
    /// @}

  private:
    const sga_customer *const *row_ = nullptr;
};

inline CustomerList::iterator CustomerList::begin() const noexcept {
    return iterator(rows_ ? rows_->customers : nullptr);
}

inline CustomerList::iterator CustomerList::end() const noexcept {
    return begin() + static_cast<std::ptrdiff_t>(size());
}

namespace detail {

template <>
struct Source<CustomerList> {
    using Struct = sga_customer_list;
    static constexpr auto free = sga_customer_list_free;
    static constexpr auto in_completion = &sga_completion::customers;

    static CustomerList read(std::shared_ptr<const Struct> c) { return CustomerList(std::move(c)); }
};

template <>
struct Source<OwnedCustomer> {
    using Struct = sga_customer;
    static constexpr auto free = sga_customer_free;
    static constexpr auto in_completion = &sga_completion::customer;

    static OwnedCustomer read(const std::shared_ptr<const Struct> &c) {
        return customer(*c).copy();
    }
};

template <>
struct Paged<CustomerList> {
    using Row = OwnedCustomer;
    using Iteration = sga_customers_iter;
    static constexpr auto begin = sga_customers_iter_new;
    static constexpr auto next_page = sga_customers_iter_next_page;
    static constexpr auto submit_next_page = sga_submit_customers_iter_next_page;
    static constexpr auto offset = sga_customers_iter_offset;
    static constexpr auto end = sga_customers_iter_free;

    static Row take(const CustomerList &page, std::size_t index) { return page[index].copy(); }
};

} // namespace detail
} // namespace sendgrid_accounts

#endif
