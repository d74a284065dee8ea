/// @file
/// The customers that a list found.
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
#include <sendgrid_accounts/results.hpp>
#include <sendgrid_accounts/strings.hpp>

namespace sendgrid_accounts {

/// A customer of a reseller. Which fields a server tells differs; what it leaves out is
/// std::nullopt.
template <class Text>
struct BasicCustomer {
    /// The username, by which other calls name the customer.
    std::optional<Text> username{};
    /// The e-mail address.
    std::optional<Text> email{};
    /// Whether the customer may send mail.
    std::optional<bool> active{};
    /// The first name.
    std::optional<Text> first_name{};
    /// The last name.
    std::optional<Text> last_name{};
    /// The street address.
    std::optional<Text> address{};
    /// The second line of the street address.
    std::optional<Text> address2{};
    /// The city.
    std::optional<Text> city{};
    /// The state.
    std::optional<Text> state{};
    /// The zip code.
    std::optional<Text> zip{};
    /// The country.
    std::optional<Text> country{};
    /// The phone number.
    std::optional<Text> phone{};
    /// The address of the website.
    std::optional<Text> website{};
    /// The name of the company.
    std::optional<Text> company{};
    /// Whether the customer may log in to the website.
    std::optional<bool> website_access{};
    /// The number of the customer.
    std::optional<Text> id{};
    /// Fields that this version does not know, as a JSON object.
    std::optional<Text> extra{};

    /// The same customer with texts of its own, which the list need not outlive.
    BasicCustomer<std::string> copy() const {
        return {own(username), own(email),    active,       own(first_name), own(last_name),
                own(address),  own(address2), own(city),    own(state),      own(zip),
                own(country),  own(phone),    own(website), own(company),    website_access,
                own(id),       own(extra)};
    }

  private:
    static std::optional<std::string> own(const std::optional<Text> &text) {
        return text ? std::optional<std::string>(*text) : std::nullopt;
    }
};

/// A customer in a list. Its texts live as long as the list or a copy of it.
using Customer = BasicCustomer<std::string_view>;

/// A customer with texts of its own.
using OwnedCustomer = BasicCustomer<std::string>;

namespace detail {

inline Customer customer(const sga_customer &c) {
    return {viewed(c.username),   viewed(c.email),     told(c.has_active, c.active),
            viewed(c.first_name), viewed(c.last_name), viewed(c.address),
            viewed(c.address2),   viewed(c.city),      viewed(c.state),
            viewed(c.zip),        viewed(c.country),   viewed(c.phone),
            viewed(c.website),    viewed(c.company),   told(c.has_website_access, c.website_access),
            viewed(c.id),         viewed(c.extra)};
}

} // namespace detail

/// The customers that a list found, in the server's order. Copies share the rows, which are freed
/// with the last of them.
class CustomerList {
  public:
    class iterator;
    /// What the list holds.
    using value_type = Customer;
    /// The same: the list cannot be changed.
    using const_iterator = iterator;
    /// How many there may be.
    using size_type = std::size_t;

    /// No customers.
    CustomerList() = default;
    /// Takes the rows that the C library has made.
    explicit CustomerList(std::shared_ptr<const sga_customer_list> rows) : rows_(std::move(rows)) {}

    /// How many customers there are.
    size_type size() const noexcept { return rows_ ? rows_->count : 0; }
    /// Whether there is none.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// The customer at a position that is there.
    Customer operator[](size_type index) const {
        return detail::customer(*rows_->customers[index]);
    }
    /// The customer at a position.
    /// @throws std::out_of_range where there is none
    Customer at(size_type index) const {
        if (index >= size()) throw std::out_of_range("CustomerList::at: there is no such customer");
        return (*this)[index];
    }
    /// The first customer.
    iterator begin() const noexcept;
    /// Behind the last customer.
    iterator end() const noexcept;

  private:
    std::shared_ptr<const sga_customer_list> rows_;
};

/// Goes through the customers of a list, in any order, as long as the list or a copy of it lives.
/// What it gives is made as it is looked at: a value, no reference.
class CustomerList::iterator {
  public:
    /// @name What the algorithms ask for
    /// @{
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Customer;
    using difference_type = std::ptrdiff_t;
    using reference = Customer;
    /// Holds the customer whose member is asked for.
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

} // namespace detail
} // namespace sendgrid_accounts

#endif
